//! Lists the provinces and the signs with which their numbers begin.

/// A province-level region of the mainland.
///
/// Source of every row: each sign was looked up with `ICP备` and with `公网安备` in public footers, and the first two digits
/// of the public security numbers found there were checked against GB/T 2260-2007; read 2026-11-23. Hong Kong, Macao
/// and Taiwan have no sign: no numbers are issued there.
#[derive(Debug, PartialEq, Eq)]
pub struct Province {
    /// Chinese name, without 省, 市 or 自治区.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// The sign before `ICP备`, `ICP证` and telecom classes.
    pub icp: char,
    /// The sign before `公网安备`.
    pub public_security: char,
    /// The first two digits of its divisions in GB/T 2260.
    pub division: u8,
    /// A sign seen before one of these markers that no authority issues for it; `None` when there is none.
    pub unissued: Option<char>,
}

/// All provinces, ordered by division.
pub static PROVINCES: [Province; 31] = [
    row("北京", "Beijing", '京', '京', 11, None),
    row("天津", "Tianjin", '津', '津', 12, None),
    row("河北", "Hebei", '冀', '冀', 13, None),
    row("山西", "Shanxi", '晋', '晋', 14, None),
    row("内蒙古", "Inner Mongolia", '蒙', '蒙', 15, None),
    row("辽宁", "Liaoning", '辽', '辽', 21, None),
    row("吉林", "Jilin", '吉', '吉', 22, None),
    row("黑龙江", "Heilongjiang", '黑', '黑', 23, None),
    row("上海", "Shanghai", '沪', '沪', 31, None),
    row("江苏", "Jiangsu", '苏', '苏', 32, None),
    row("浙江", "Zhejiang", '浙', '浙', 33, None),
    row("安徽", "Anhui", '皖', '皖', 34, None),
    row("福建", "Fujian", '闽', '闽', 35, None),
    row("江西", "Jiangxi", '赣', '赣', 36, None),
    row("山东", "Shandong", '鲁', '鲁', 37, None),
    row("河南", "Henan", '豫', '豫', 41, None),
    row("湖北", "Hubei", '鄂', '鄂', 42, None),
    row("湖南", "Hunan", '湘', '湘', 43, None),
    row("广东", "Guangdong", '粤', '粤', 44, None),
    row("广西", "Guangxi", '桂', '桂', 45, None),
    row("海南", "Hainan", '琼', '琼', 46, None),
    row("重庆", "Chongqing", '渝', '渝', 50, None),
    row("四川", "Sichuan", '蜀', '川', 51, None),
    row("贵州", "Guizhou", '黔', '贵', 52, None),
    row("云南", "Yunnan", '滇', '滇', 53, Some('云')),
    row("西藏", "Tibet", '藏', '藏', 54, None),
    row("陕西", "Shaanxi", '陕', '陕', 61, Some('秦')),
    row("甘肃", "Gansu", '陇', '甘', 62, None),
    row("青海", "Qinghai", '青', '青', 63, None),
    row("宁夏", "Ningxia", '宁', '宁', 64, None),
    row("新疆", "Xinjiang", '新', '新', 65, None),
];

/// Signs of parody registers seen in the wild; each uses its own sign before `ICP备`.
/// Source: icp.gov.moe (萌) and public footers; read 2026-11-23. Other parodies are recognised because their sign
/// belongs to no province.
pub(super) static PARODY_SIGNS: &str = "萌茶团汝图喵管";

/// Regions that have a sign character but no numbers in the mainland's registers.
/// Source: the project's table of regions, read 2026-11-23.
pub(super) static NOT_MAINLAND: &str = "港澳台";

/// Pinyin of the signs, for pages that write `Jing ICP Bei`. Signs that sound like another sign are left out.
/// Source: Xiandai Hanyu Cidian, 7th edition (2016).
pub(super) static PINYIN_SIGNS: &[(&str, char)] = &[
    ("jing", '京'),
    ("meng", '蒙'),
    ("liao", '辽'),
    ("hei", '黑'),
    ("hu", '沪'),
    ("su", '苏'),
    ("zhe", '浙'),
    ("wan", '皖'),
    ("min", '闽'),
    ("lu", '鲁'),
    ("xiang", '湘'),
    ("yue", '粤'),
    ("qiong", '琼'),
    ("shu", '蜀'),
    ("chuan", '川'),
    ("qian", '黔'),
    ("dian", '滇'),
    ("zang", '藏'),
    ("shaan", '陕'),
    ("long", '陇'),
    ("qing", '青'),
    ("ning", '宁'),
    ("xin", '新'),
];

/// Pinyin that two signs share: 吉 and 冀, 津 and 晋, 赣 and 甘, 桂 and 贵, 渝 and 豫, 陕 and (for Shanxi) 晋.
pub(super) static SHARED_PINYIN_SIGNS: &[&str] = &["ji", "jin", "gan", "gui", "yu", "shan"];

const fn row(
    zh: &'static str,
    en: &'static str,
    icp: char,
    public_security: char,
    division: u8,
    unissued: Option<char>,
) -> Province {
    Province {
        zh,
        en,
        icp,
        public_security,
        division,
        unissued,
    }
}

impl Province {
    /// The province that a sign stands for before any marker, whether or not the sign is issued.
    #[must_use]
    pub fn by_sign(sign: char) -> Option<&'static Self> {
        PROVINCES.iter().find(|row| {
            row.icp == sign || row.public_security == sign || row.unissued == Some(sign)
        })
    }

    /// The province with this ICP sign.
    #[must_use]
    pub fn by_icp_sign(sign: char) -> Option<&'static Self> {
        PROVINCES.iter().find(|row| row.icp == sign)
    }

    /// The province with this public security sign.
    #[must_use]
    pub fn by_public_security_sign(sign: char) -> Option<&'static Self> {
        PROVINCES.iter().find(|row| row.public_security == sign)
    }

    /// The province whose divisions begin with the first two of these digits.
    #[must_use]
    pub fn by_division(digits: &str) -> Option<&'static Self> {
        let division: u8 = digits.get(..2)?.parse().ok()?;
        PROVINCES.iter().find(|row| row.division == division)
    }
}
